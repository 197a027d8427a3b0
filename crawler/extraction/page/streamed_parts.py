"""Parts of a page that React streams below it, put where its script would put them."""

from typing import cast

from lxml import etree, html

# React sends a part as `<div hidden id="S:1">`, for the place of `<template id="B:1">`.
STREAMED_PART = b'<div hidden id="S:'
_PART_START = "S:"
_FIND_PARTS = etree.XPath(f'//div[@hidden and starts-with(@id, "{_PART_START}")]')
_FIND_PLACES = etree.XPath('//template[starts-with(@id, "B:")]')


def place_streamed_parts(tree: html.HtmlElement) -> None:
    """Show the streamed parts of a tree, in it, each at its place if the page has one."""
    places = {_read_number(place): place for place in _find(_FIND_PLACES, tree)}
    for part in _find(_FIND_PARTS, tree):
        del part.attrib["hidden"]
        place = places.get(_read_number(part))
        if place is not None and part not in place.iterancestors():
            place.addprevious(part)


def _find(path: etree.XPath, tree: html.HtmlElement) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", path(tree))


def _read_number(element: html.HtmlElement) -> str:
    """Return what an id holds behind its letter and colon."""
    return (element.get("id") or "")[len(_PART_START) :]

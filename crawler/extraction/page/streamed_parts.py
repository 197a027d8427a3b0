"""Parts of a page that React streams below it, put where its script would put them. Pure."""

from typing import cast

from lxml import etree, html

# React sends a part as `<div hidden id="S:1">`, for the place of `<template id="B:1">`.
STREAMED_PART = b'<div hidden id="S:'
_PART_START = "S:"
_PLACE_START = "B:"
_FIND_PARTS = etree.XPath(f'//div[@hidden and starts-with(@id, "{_PART_START}")]')
_FIND_PLACES = etree.XPath(f'//template[starts-with(@id, "{_PLACE_START}")]')


def place_streamed_parts(tree: html.HtmlElement) -> None:
    """Show the streamed parts of a tree, in it, each at its place if the page has one."""
    found = cast("list[html.HtmlElement]", _FIND_PLACES(tree))
    places = {(place.get("id") or "")[len(_PLACE_START) :]: place for place in found}
    for part in cast("list[html.HtmlElement]", _FIND_PARTS(tree)):
        place = places.get((part.get("id") or "")[len(_PART_START) :])
        del part.attrib["hidden"]
        if place is not None and part not in place.iterancestors():
            place.addprevious(part)

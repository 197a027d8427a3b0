"""Problems of a publisher file in plain words, "key: reason" each, from pydantic's errors."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawler.publisher.checks import explain_unknown_key
from crawler.publisher.schema import PublisherTable

# In the words of TOML where pydantic's are those of Python.
_REASONS = {
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "string_type": "must be a string, not {!r}",
    "bool_type": "must be true or false, not {!r}",
    "int_type": "must be a whole number, not {!r}",
    "float_type": "must be a number, not {!r}",
    "finite_number": "must be a number, not {!r}",
    "tuple_type": "must be a list, not {!r}",
    "pattern_type": "must be a string, not {!r}",
    "dict_type": "must be a table, not {!r}",
    "model_type": "must be a table, not {!r}",
}


def list_problems(error: ValidationError) -> Iterator[str]:
    """Yield a line "key: reason" for every error of a file."""
    for details in error.errors(include_url=False):
        # Of an item of a list the reason names the item; "[key]" marks an error of the key itself.
        keys = [part for part in details["loc"] if isinstance(part, str) and part != "[key]"]
        yield f"{'.'.join(keys)}: {_explain_error(details, keys)}"


def _explain_error(details: ErrorDetails, keys: Sequence[str]) -> str:
    if details["type"] == "extra_forbidden":
        return explain_unknown_key(keys[-1], _list_known_keys(keys[:-1]))
    if details["type"] == "value_error":
        return str(details["ctx"]["error"])
    if details["type"] in _REASONS:
        return _REASONS[details["type"]].format(details["input"])
    return f"{details['msg'].replace('Input should', 'must')}, not {details['input']!r}"


def _list_known_keys(keys: Sequence[str]) -> list[str]:
    """Return the keys of the table that stands under `keys`."""
    table: type[BaseModel] = PublisherTable
    for key in keys:
        nested = table.model_fields[key].annotation
        assert isinstance(nested, type) and issubclass(nested, BaseModel)
        table = nested
    return list(table.model_fields)

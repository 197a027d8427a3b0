"""Structure-aware fuzzing of extraction and discovery; `../README.md` says what must hold.

`cases` makes a case: a body of `material`, changed by mutators (`draft` has both types). Those of
`harmless` must keep the text; the others are in `broken_markup`, `odd_values`, `json_ld`,
`documents` and `raw_bytes`. `tokens` splits mark-up. `running` runs cases through `reading`;
`report` formats tables. `patterns` and `growth` measure the crawler's regular expressions, alone
and in `baited_bodies`.
"""

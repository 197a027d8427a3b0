"""The body of an article. Pure.

`body` begins: it reads the page's `blocks` (`block_walker`, `inline_text`), takes text of marked
elements (`marked_text`), chooses those that hold the text (`container`, `container_choice`,
`container_paths`, `adjoining`), and cuts from them what is not text (`region`, `block_filters`,
`filtering`, by `page_lines` and `glued_words`). `standfirst` finds the paragraph above the text,
`trafilatura` asks the library about a `digest` of the page, `embedded_text` takes what scripts
hold. `block_ids` and `learned_cuts` are what an outlet's other pages teach.
"""

"""The body of an article. Pure.

`body` begins: it reads the page's `blocks` (`block_walker`), takes text of marked elements
(`marked_text`), chooses those that hold the text (`container`, `container_choice`,
`container_paths`, `adjoining`), and cuts from them what is not text (`region`,
`block_filters`, `filtering`). `standfirst` finds the paragraph above the text, `trafilatura` asks
the library. `block_ids` and `learned_cuts` are what an outlet's other pages teach.
"""

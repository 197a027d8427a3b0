"""Arabic text: letters cleaned and folded, bytes decoded, languages detected. Pure.

Begin with `normalise`, which nearly every other folder uses.

    normalise        cleaning for the stored document, folding for search and comparison
    characters       the character ranges and tables `normalise` works from
    decoding         bytes of a page to text
    language         the language of a text, by its letters and frequent words
    language_words   the words and letters `language` counts
    printable        foreign text made safe for a terminal
"""

"""Arabic text: bytes unpacked and decoded, letters cleaned and folded, languages detected. Pure.

Begin with `normalise`, which nearly every other folder uses.

    normalise        cleaning for the stored document, folding for search and comparison
    characters       the character ranges and tables `normalise` works from
    inflating        packed bodies unpacked, within bounds
    decoding         bytes of a page to text
    language         the language of a text, by its letters and frequent words
    language_words   the words and letters `language` counts
    printable        foreign text made safe for a terminal
"""

"""Detection of languages of Arabic script: warraq beside the maintained detectors.

`texts` makes the labelled texts, `peers` runs the other detectors, `__main__` prints the table.
"""

"""How right the extraction is, beside the general extractors and dateparser.

corpus, newsroom -> Case ─▶ contest (one process a contender: runner, peers/, ours) ─▶ Answer
Case + Answer ─▶ scores ─▶ report; dates beside them
floor: what the pages and date strings of the project itself must never fall below
"""

"""The words extraction knows. Data only: every Arabic literal of the package stands here.

Latin ones among them are what Arabic outlets leave untranslated in their templates.
"""

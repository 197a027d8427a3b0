"""How well languages of Arabic script are told apart: warraq beside the well-kept detectors."""

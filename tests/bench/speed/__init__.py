"""How fast articles come in, at which cost: warraq beside a plain script and beside the floor."""

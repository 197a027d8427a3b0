"""What a hostile web sends: a server that lies, stalls, floods and resets."""

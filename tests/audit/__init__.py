"""What the project depends on: licences and known vulnerabilities. `make audit`."""

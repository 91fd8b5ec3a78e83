"""The law for other programs: /api/v1/law/, JSON, no account. Every answer passes by `preau.law.asking`."""

"""Who is who (the one place for personal details)."""

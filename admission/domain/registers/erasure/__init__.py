"""The register of erasures: who asked, who agreed, what holds one back, what was destroyed."""

"""The register of enlistment: who is called up, in which round."""

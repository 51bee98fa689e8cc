"""The nation: a copy of the store of each province, kept by logical replication, asked as one."""

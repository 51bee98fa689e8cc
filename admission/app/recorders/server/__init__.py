"""A store on a PostgreSQL server; imported only where one is named."""

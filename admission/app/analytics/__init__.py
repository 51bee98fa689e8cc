"""The log in folders of Parquet files that grow with it, and questions to them by DuckDB."""

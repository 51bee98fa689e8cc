"""Where open paths stand and how long past ones took: what a forecast is made from."""

"""The taking-over of a path from paper."""

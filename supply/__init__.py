"""What users install: its licences and its bill of materials. Run by `make licences` and `make wheel`."""

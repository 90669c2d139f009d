"""The `where` parameter: text -> tokens -> conditions -> parameterised SQL."""

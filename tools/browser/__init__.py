"""Getting the browser in which tests and benchmarks open the HTML report."""

"""Reads a page of metrics with a parser of prometheus_client; prints its samples as one line of JSON each.

Called with the format, "text" or "openmetrics"; the page comes on the standard input. A line is [family, type, unit,
help, name, labels, value, exemplar]; numbers stand as Python writes them, as JSON has no NaN.
"""

import json
import sys

import prometheus_client.openmetrics.parser
import prometheus_client.parser

parsers = {"text": prometheus_client.parser, "openmetrics": prometheus_client.openmetrics.parser}
with open(sys.stdin.fileno(), encoding="utf-8", newline="\n") as page:
    for family in parsers[sys.argv[1]].text_fd_to_metric_families(page):
        for sample in family.samples:
            exemplar = sample.exemplar and [sample.exemplar.labels, repr(float(sample.exemplar.value))]
            head = [family.name, family.type, family.unit, family.documentation]
            print(json.dumps(head + [sample.name, sample.labels, repr(float(sample.value)), exemplar]))

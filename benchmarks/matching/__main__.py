"""`python -m benchmarks.matching`: measures the look-alikes, keeps what settling alone rests on, prints the section."""

from benchmarks.matching import measure, report, rivals


def section() -> str:
    """Measure, keep the figures of the untouched half beside the matcher, and return the section of the report."""
    whole, halves = measure.figures()
    measure.keep(halves["untouched"])
    kinds = [row["kind"] for row in whole.rows]
    size = kinds.count("organisation"), kinds.count("module")
    return report.section(halves, rivals.compared(whole), len(whole.encodings), size)


if __name__ == "__main__":
    print(section())

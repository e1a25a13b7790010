import ArgumentParser

@main
struct Pterowatch: ParsableCommand {}

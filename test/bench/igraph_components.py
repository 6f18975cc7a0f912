# SPDX-License-Identifier: PostgreSQL
# igraph's and SciPy's side of components.sql: edges from standard input as rows of CSV, in arrays before the clock starts.
# Prints the seconds that building the graph and its components take, best of two. Run by tools/bench.sh.
import sys
import time

import numpy


def best(run):
    times = []
    for _ in range(2):
        began = time.perf_counter()
        count = run()
        times.append(time.perf_counter() - began)
    return min(times), count


def of_igraph(edges, nodes):
    graph = igraph.Graph(n=nodes, edges=edges)
    return len(graph.connected_components(mode="weak"))


def of_scipy(edges, nodes):
    ones = numpy.ones(len(edges), dtype=numpy.int8)
    matrix = scipy.sparse.coo_matrix((ones, (edges[:, 0], edges[:, 1])), shape=(nodes, nodes))
    return scipy.sparse.csgraph.connected_components(matrix, directed=False)[0]


edges = numpy.loadtxt(sys.stdin, delimiter=",", dtype=numpy.int64)
nodes = int(edges.max()) + 1
try:
    import igraph

    print("igraph, in memory: %.2f s, %d components of %d nodes" % (*best(lambda: of_igraph(edges, nodes)), nodes))
except ImportError:
    print("igraph: absent")
try:
    import scipy.sparse.csgraph

    print("SciPy, in memory: %.2f s, %d components of %d nodes" % (*best(lambda: of_scipy(edges, nodes)), nodes))
except ImportError:
    print("SciPy: absent")

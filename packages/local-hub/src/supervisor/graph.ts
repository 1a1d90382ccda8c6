interface Vertex {
  name: string;
  dependsOn?: string[];
}

/**
 * Names in an order in which each comes after what it depends on.
 *
 * @throws when two have one name, or a dependency is unknown or circular
 */
export function dependencyOrder(vertices: Vertex[]): string[] {
  const byName = new Map<string, Vertex>();
  for (const vertex of vertices) {
    if (byName.has(vertex.name)) {
      throw new Error(`Two components are named ${vertex.name}`);
    }
    byName.set(vertex.name, vertex);
  }
  const finished = new Set<string>();
  const visit = (vertex: Vertex, path: string[]) => {
    if (finished.has(vertex.name)) return;
    if (path.includes(vertex.name)) {
      throw new Error(
        `Circular dependency: ${[...path, vertex.name].join(' → ')}`,
      );
    }
    for (const name of vertex.dependsOn ?? []) {
      const dependency = byName.get(name);
      if (!dependency) {
        throw new Error(`${vertex.name} depends on ${name}, which is unknown`);
      }
      visit(dependency, [...path, vertex.name]);
    }
    finished.add(vertex.name);
  };
  for (const vertex of vertices) visit(vertex, []);
  return [...finished];
}

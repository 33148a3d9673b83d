/**
 * The strongly connected components of a directed graph, each node's target before the node itself where there is no circle (Tarjan,
 * without recursion: a help center may link a thousand articles in one ring).
 */
export function components(nodes: readonly string[], next: (node: string) => readonly string[]): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const found: string[][] = []
  const enter = (node: string): { node: string; targets: readonly string[]; at: number } => {
    index.set(node, index.size)
    low.set(node, index.get(node) ?? 0)
    stack.push(node)
    onStack.add(node)
    return { node, targets: next(node), at: 0 }
  }
  for (const root of nodes) {
    if (index.has(root)) continue
    const path = [enter(root)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = top.targets[top.at++]
      if (target !== undefined) {
        if (!index.has(target)) path.push(enter(target))
        else if (onStack.has(target)) low.set(top.node, Math.min(low.get(top.node) ?? 0, index.get(target) ?? 0))
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(top.node) ?? 0))
      if (low.get(top.node) === index.get(top.node)) found.push(popTo(stack, onStack, top.node))
    }
  }
  return found
}

function popTo(stack: string[], onStack: Set<string>, node: string): string[] {
  const members = stack.splice(stack.lastIndexOf(node))
  for (const member of members) onStack.delete(member)
  return members
}

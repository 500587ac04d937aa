// Packs JSON values: a number stands for a node, a value that is written once however often it occurs; everything else is itself. (A number in the
// data is a node, too.) The definitions come to a twentieth of their size, as most of them is the same Pod. src/release/definitions.ts unpacks.

export function pack(lines) {
  const uses = new Map();
  count(lines, uses);
  const nodes = [];
  const indices = new Map();
  const write = (value) => {
    const text = JSON.stringify(value);
    const isNode = typeof value === 'number' || (uses.get(text) > 1 && text.length > 3 && typeof value !== 'boolean');
    if (!isNode) return packedChildren(value, write);
    // After its children, so that a node refers to earlier ones only.
    if (!indices.has(text)) indices.set(text, nodes.push(packedChildren(value, write)) - 1);
    return indices.get(text);
  };
  // The most frequent strings and numbers first, as they get the shortest references.
  const scalars = [...uses].filter(([text, times]) => times > 1 && /^["\d-]/.test(text)).sort((a, b) => b[1] - a[1]);
  for (const [text] of scalars) write(JSON.parse(text));
  const packed = write(lines);
  return `{"nodes":[\n${nodes.map((node) => JSON.stringify(node)).join(',\n')}\n],\n"lines":${JSON.stringify(packed)}}\n`;
}

function packedChildren(value, write) {
  if (Array.isArray(value)) return value.map(write);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, write(child)]));
}

/** How often each value occurs, what is inside a value that was seen before not counted again. */
function count(value, uses) {
  const text = JSON.stringify(value);
  const before = uses.get(text) ?? 0;
  uses.set(text, before + 1);
  if (before === 0 && typeof value === 'object') Object.values(value).forEach((child) => count(child, uses));
}

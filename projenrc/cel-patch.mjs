// What the CEL evaluator is changed in while it is bundled: with a name as the key of a list, Kubernetes fails, cel-js would find nothing.
// `has(list.field)` and `list.?field` would then be a quiet "absent", and a rule that asks so would hold where the API server refuses.
import { readFileSync } from 'node:fs';

const NOT_AN_INDEX = "evaluationError('invalid_index_type', `List index must be int, got '${typeof key}'`, ast)";
const replacements = [
  ["else if (typeof key !== 'number') return\n", `else if (typeof key !== 'number') throw ${NOT_AN_INDEX}\n`],
  ['    const type = ev.debugType(obj)\n    try {\n      return Optional.of(', `    const type = ev.debugType(obj)
    if (type.kind === 'list' && typeof key === 'string') throw ${NOT_AN_INDEX}
    try {
      return Optional.of(`],
];

/** The plugin for esbuild. A text that is not found exactly once fails the build: the library changed, and so must this. */
export const celPatch = {
  name: 'cel-patch',
  setup(build) {
    build.onLoad({ filter: /cel-js[/\\]lib[/\\]registry\.js$/ }, ({ path }) => {
      const contents = replacements.reduce((text, [from, to]) => {
        const parts = text.split(from);
        if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} times, not once: ${from.trim()}`);
        return parts.join(to);
      }, readFileSync(path, 'utf8'));
      return { contents, loader: 'js' };
    });
  },
};

// The time that it takes to load a package. `node bench/require.cjs ours`, or the name of another package.
require('./cpu.cjs');

const [name] = process.argv.slice(2);
require(name === 'ours' ? '..' : name);

// Prints, as the process ends, the CPU seconds (user and system, all threads) that it has used since it was started: `cpu` for the whole process,
// `work` for what stood between `begin` and `end`. CommonJS, since it is also loaded where the loading of a module is what is measured.
const { writeSync } = require('node:fs');

let begun;
let work;

/** The CPU seconds of this process so far. */
function used() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

process.on('exit', () => writeSync(1, `${JSON.stringify({ cpu: used(), work })}\n`));

exports.begin = () => { begun = used(); };
exports.end = () => { work = used() - begun; };

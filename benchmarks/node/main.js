// The peers in JavaScript. Obeys commands on standard input, one JSON object to a line, and answers with a line each:
//   {"do":"input","subject":S,"hex":H}  the bytes that subject S works on
//   {"do":"answer","subject":S}         what it finds out: a list of [name, value], or [name, value, "json"]
//   {"do":"run","subject":S,"times":N}  does the work N times: nanoseconds
'use strict';

const ways = [require('./config.js'), require('./date.js'), require('./batch.js'), require('./frames.js'),
              require('./url.js')];
const works = new Map(); // subject -> {work, answer}

let kept; // what was made last: nothing may be optimised away

function run(work, times) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < times; ++i) kept = work();
    return Number(process.hrtime.bigint() - begin);
}

/// Until the compiler in node has done its own work.
function warmUp(work) {
    for (const end = Date.now() + 100; Date.now() < end;) run(work, 10);
}

function obey(command) {
    if (command.do === 'input') {
        const input = Buffer.from(command.hex, 'hex');
        const way = ways.find((one) => one.does(command.subject)).make(input, command.subject);
        works.set(command.subject, way);
        warmUp(way.work);
        return true;
    }
    const { work, answer } = works.get(command.subject);
    return command.do === 'run' ? run(work, command.times) : answer(work());
}

require('readline').createInterface({ input: process.stdin, terminal: false })
    .on('line', (line) => process.stdout.write(JSON.stringify(obey(JSON.parse(line))) + '\n'));

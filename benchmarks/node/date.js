// ATOM dates with Date.parse. The input is one date to a line.
'use strict';

const { date } = require('./checks.js');

module.exports = {
    does: (subject) => subject === 'date',
    make: (input) => {
        const texts = input.toString().trim().split('\n');
        return {
            work: () => texts.map(date),
            answer: (dates) => dates.flatMap(({ instant, offset }) => [['instant', instant], ['offset', offset]]),
        };
    },
};

// The messages of a payload in comparable form.
'use strict';

/// Takes the members of an event's body.
function takeEvent(body) {
    if (typeof body !== 'object' || body === null) throw new Error('no event');
    return {
        module_id: body.module_id.toLowerCase(),
        command: body.command,
        params: body.params === undefined ? {} : body.params,
        extra: body.extra === undefined ? {} : body.extra,
    };
}

function fields(messages) {
    const out = [['messages', messages.length], ['refused', 0]];
    for (const { mid, event, sender } of messages)
        out.push(['mid', mid], ['module', event.module_id], ['command', event.command],
                 ['params', JSON.stringify(event.params), 'json'], ['extra', JSON.stringify(event.extra), 'json'],
                 ['sender', sender.type], ['sender_id', sender.id]);
    return out;
}

module.exports = { takeEvent, fields };

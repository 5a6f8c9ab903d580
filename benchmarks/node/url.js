// The URL of a connection by the steps of the official client. The input is a configuration and a place in history.
'use strict';

function build({ server, channels, clientId }, resume) {
    const ids = [channels.private, channels.shared].filter((one) => one && one.id).map((one) => one.id);
    const parameters = { CHANNEL_ID: ids.join('/') };
    if (server.version >= 5) parameters.jsonRpc = 'true';
    else if (server.version === 4) parameters.binaryMode = 'true';
    if (server.mode === 'shared') parameters.clientId = clientId;
    for (const name of ['mid', 'tag', 'time']) if (resume[name]) parameters[name] = resume[name];
    parameters.revision = 19;
    const query = Object.keys(parameters).map((name) => `${name}=${encodeURIComponent(parameters[name])}`);
    return `${server.websocket_secure}?${query.join('&')}`;
}

module.exports = {
    does: (subject) => subject === 'url',
    make: (input) => {
        const { answer, resume } = JSON.parse(input.toString());
        return { work: () => build(answer.result, resume), answer: (url) => [['url', url]] };
    },
};

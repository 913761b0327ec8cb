import { createHook } from 'node:async_hooks'
import { writeSync } from 'node:fs'

// what Node makes below every connection, listener, datagram and look-up of a name, whoever asks for it
const NETWORK = /^(TCP|UDP|PIPECONNECT|PIPESERVER|GETADDRINFO|GETNAMEINFO|QUERYWRAP|DNSCHANNEL)/

createHook({
  init(_id, type) {
    if (!NETWORK.test(type)) return
    writeSync(2, `SOCKET ${type}\n`)
    process.exit(99)
  },
}).enable()

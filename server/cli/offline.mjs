import net from 'node:net'

// The verifier connects to nothing, and neither does what loads it: tsx would look for a parent at a local pipe.
net.Socket.prototype.connect = () => {
  throw new Error('the verifier opens no socket')
}

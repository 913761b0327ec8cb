import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'

// Copies what is committed from the log of a SQLite file into the file, beside the loop that answers people. This
// connection waits for the disk (synchronous FULL): first the log, then the file.
const db = new DatabaseSync(workerData)
db.exec('PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0')
parentPort.on('message', (word) => {
  if (word === 'copy') db.prepare('PRAGMA wal_checkpoint(PASSIVE)').all()
  if (word === 'end') {
    db.close()
    parentPort.close()
  }
  parentPort?.postMessage(word)
})

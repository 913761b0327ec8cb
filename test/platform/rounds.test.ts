import { expect } from 'chai'
import { Rounds } from '../../server/platform/rounds.ts'

/** A promise that is fulfilled from outside. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((done) => {
    open = done
  })
  return { opened, open }
}

describe('What a process does again and again', () => {
  it('runs one round at a time, however long it takes', async () => {
    const [first, second] = [gate(), gate()]
    let [running, most, count] = [0, 0, 0]
    const round = async (): Promise<void> => {
      most = Math.max(most, ++running)
      count += 1
      if (count === 1) await first.opened
      else second.open()
      running -= 1
    }
    const rounds = new Rounds('test', round, () => undefined)
    const turns = gate()
    let due = 0
    const beside = new Rounds(
      'beside',
      async () => void (++due === 5 && turns.open()),
      () => undefined,
    )
    rounds.start(1, { atOnce: true })
    beside.start(1)
    await turns.opened
    expect(count, 'the first still runs').to.equal(1)
    first.open()
    await second.opened
    await Promise.all([rounds.stop(), beside.stop()])
    expect(most).to.equal(1)
  })

  it('goes on after a round that failed, which is logged by its name', async () => {
    const again = gate()
    const lines: Record<string, unknown>[] = []
    let count = 0
    const round = async (): Promise<void> => {
      if (++count === 1) throw new Error('the first fails')
      again.open()
    }
    const rounds = new Rounds('test', round, (line) => void lines.push(line))
    rounds.start(1)
    await again.opened
    await rounds.stop()
    expect(lines).to.have.length(1)
    expect(lines[0]).to.include({ level: 'error' })
    expect(lines[0]?.['test']).to.include('the first fails')
  })

  it('stops when the round that runs is over, and can be stopped without having begun', async () => {
    const [begun, on] = [gate(), gate()]
    let over = false
    const round = async (): Promise<void> => {
      begun.open()
      await on.opened
      over = true
    }
    const rounds = new Rounds('test', round, () => undefined)
    rounds.start(60_000, { atOnce: true })
    await begun.opened
    const stopped = rounds.stop()
    on.open()
    await stopped
    expect(over).to.equal(true)
    await new Rounds('test', round, () => undefined).stop()
  })
})

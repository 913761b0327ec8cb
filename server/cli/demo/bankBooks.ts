import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import type { BankOrder } from '../../platform/platform.ts'

/** Money that a customer sent to an account of the platform. */
export interface Incoming {
  message: string
  account: string
  amount: string
  payerName: string
  payerAccount: string
  paidAt: number
  reference: string
}

/** How an order ended. */
export type End = { id: string; at: number } & ({ paid: true } | { paid: false; because: string })

type Line =
  | { line: 'in'; incoming: Incoming }
  | { line: 'order'; order: BankOrder; content: string }
  | { line: 'end'; end: End }
  | { line: 'told'; message: string; answer: string }

/**
 * The books of the demo bank: a file with one line a booking, each on the disk before it counts. Read again after a
 * crash; a last line that was cut off never happened.
 */
export class BankBooks {
  readonly #file: number
  readonly incoming = new Map<string, Incoming>()
  readonly orders = new Map<string, { order: BankOrder; content: string }>()
  readonly ends = new Map<string, End>()
  /** what the platform answered to each message that it has taken */
  readonly told = new Map<string, string>()
  /** transfers that left the bank, in order: an order that was paid twice would stand here twice */
  readonly out: { id: string; amount: string }[] = []
  balance = 0n

  constructor(path: string) {
    if (existsSync(path)) this.#read(path)
    this.#file = openSync(path, 'a')
  }

  #read(path: string): void {
    const text = readFileSync(path, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
    for (const line of whole.split('\n').filter(Boolean)) this.#count(JSON.parse(line) as Line)
  }

  #count(of: Line): void {
    if (of.line === 'in') {
      this.incoming.set(of.incoming.message, of.incoming)
      this.balance += BigInt(of.incoming.amount)
    } else if (of.line === 'order') this.orders.set(of.order.id, of)
    else if (of.line === 'told') this.told.set(of.message, of.answer)
    else {
      this.ends.set(of.end.id, of.end)
      const order = this.orders.get(of.end.id)?.order
      if (!order || !of.end.paid) return
      this.balance -= BigInt(order.amount)
      this.out.push({ id: order.id, amount: order.amount })
    }
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`)
    fsyncSync(this.#file)
    this.#count(line)
  }

  receive(incoming: Incoming): void {
    if (!this.incoming.has(incoming.message)) this.#write({ line: 'in', incoming })
  }

  take(order: BankOrder, content: string): void {
    if (!this.orders.has(order.id)) this.#write({ line: 'order', order, content })
  }

  /** Ends an order; one that has ended stays as it is. */
  end(end: End): void {
    if (!this.ends.has(end.id)) this.#write({ line: 'end', end })
  }

  tell(message: string, answer: string): void {
    if (!this.told.has(message)) this.#write({ line: 'told', message, answer })
  }

  /** Orders that are neither paid nor refused. */
  waiting(): BankOrder[] {
    return [...this.orders.values()].map(({ order }) => order).filter(({ id }) => !this.ends.has(id))
  }

  close(): void {
    closeSync(this.#file)
  }
}

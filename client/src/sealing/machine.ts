import { hex, random } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { addressChallenge, type SealedMachine, type SignedAddress } from '../../../server/bids/machine.ts'
import { AgentProblem } from '../agent/agent.ts'
import { bidKeys } from '../app/keys.ts'
import { api } from '../net/http.ts'

/** What is sealed of this machine, as the bidder chose: canonical JSON of `machine.json`. A page alone cannot read a machine. */
export async function machineText(of: { tender: string; bidder: string; wanted: boolean }): Promise<string> {
  const nonce = hex(random(32))
  const read = of.wanted ? await readMachine() : ({ by: null, machine: null, why: 'declined' } as const)
  const challenge = addressChallenge({ nonce, tender: of.tender, bidder: of.bidder })
  const address = of.wanted ? await api.post<SignedAddress>('/account/address', { challenge }) : null
  const sealed: SealedMachine = { v: 1, nonce, ...read, address }
  return canonical(sealed)
}

async function readMachine(): Promise<Pick<SealedMachine, 'by' | 'machine' | 'why'>> {
  const { sign } = bidKeys()
  if (!sign?.machine) return { by: null, machine: null, why: 'browser' }
  try {
    return { by: 'agent', machine: await sign.machine(), why: null }
  } catch (problem) {
    if (!(problem instanceof AgentProblem)) throw problem
    return { by: null, machine: null, why: problem.code === 'AGENT_MACHINE_REFUSED' ? 'declined' : 'failed' }
  }
}

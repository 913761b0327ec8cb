import { bytesToSign } from '../../crypto/pdfRange.ts'
import type { Transcript } from '../../crypto/transcript.ts'
import { draft, officerKeys, whole } from '../../server/cli/demo/steps/notice.ts'
import { registerProject } from '../../server/cli/demo/steps/project.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import type { TestWorld } from '../world/world.ts'

/** What one does to invite, over HTTP. */
export const playing = (running: () => Pick<TestWorld, 'world'>) => {
  const of = () => running().world
  const path = (rest = '') => `/tenders/${of().tender}${rest}`
  const as = (person: string) => of().as(person)
  return {
    ...{ path, as },
    draft: async (content: Draft) => {
      await draft(of(), whole(content, await registerProject(of(), content)))
      await officerKeys(of())
    },
    list: async (source: string, people: string[], wanted?: number, reason?: string) => {
      const candidates = people.map((id) => ({ ...as(id).person.organisation, ...(reason ? { reason } : {}) }))
      const fields = { source, candidates, wanted: wanted ?? null }
      const cms = await as('agent').sign('invitation.list', { tender: of().tender, ...fields })
      const body = { source, candidates, ...(wanted ? { wanted } : {}), cms }
      return as('agent').post<{ fixed: boolean }>(path('/invitation/list'), body)
    },
    draw: async (witnesses: string[]) => {
      const fields = { minutes: 30, witnesses }
      const cms = await as('agent').sign('invitation.draw', { tender: of().tender, ...fields })
      return as('agent').post<{ draw: string }>(path('/invitation/draw'), { ...fields, cms })
    },
    read: (person = 'agent') =>
      as(person).get<{
        fixedAt: number | null
        draw: { id: string } | null
        candidates: {
          code: string
          name: string
          invited: boolean | null
          letter: number | null
          tag: string
          standing: string | null
          sealed: string[]
        }[]
        transcript: Transcript | null
      }>(path('/invitation')),
    /** Signs the record of the draw, for one's organisation or as one who watched. */
    signRecord: async (person: string, place: string, by = person) => {
      const at = path(`/invitation/record/${place}`)
      const { sha256 } = await as(person).get<{ sha256: string }>(path('/invitation/record'))
      const range = bytesToSign(await as(person).bytes(`${at}/prepared`))
      const cms = await (place === 'unit' ? as(by).signBytes(range) : as(by).signBytesAsPerson(range))
      return as(person).post<{ sha256: string }>(`${at}/sign`, { prepared: sha256, cms })
    },
    /** Waits for the record of the draw. */
    recorded: () =>
      of().until('the record', () =>
        as('agent')
          .get<{ sha256: string; places: { field: string; name: string; at: number | null }[] }>(
            path('/invitation/record'),
          )
          .catch(() => undefined),
      ),
    /** Confirms a letter: one's own, or one of that hash. */
    sealLetter: async (person: string, tag: string) => {
      const { candidates } = await as(person).get<{ candidates: { tag: string; standing: string }[] }>(
        path('/invitation'),
      )
      const prepared = candidates.find((one) => one.tag === tag)?.standing ?? '0'.repeat(64)
      const at = path(`/invitation/letters/${tag}`)
      const cms = await as(person).signBytes(bytesToSign(await as(person).bytes(`${at}/prepared`)))
      return as(person).post<{ sha256: string }>(`${at}/sign`, { prepared, cms })
    },
    confirm: async (person: string, other?: string) => {
      const mine = await as(person).get<{ sha256: string }>(path('/invitation/mine'))
      const sha256 = other ?? mine.sha256
      const cms = await as(person).sign('invitation.confirm', { tender: of().tender, sha256 })
      return as(person).post<{ received: boolean }>(path('/invitation/letter'), { sha256, cms })
    },
    mine: (person: string) => as(person).get<{ invited: boolean; received: number | null }>(path('/invitation/mine')),
    documentOf: async () => {
      const { published } = await as('agent').get<Tender>(path())
      return path(`/documents/${published?.documents[0]?.sha256}`)
    },
  }
}

import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { sealPdf } from '../net/sealing.ts'
import { Loading } from '../pieces/Loading.tsx'
import { SealedPdf } from '../pieces/SealedPdf.tsx'

interface Papers {
  items: {
    title: string
    sha256: string
    standing: string
    /** the version that took its place; null: it is in force */
    replacedBy: number | null
    signed: { field: 'tenderer' | 'agent'; at: number }[]
  }[]
}

/** Notice, tender documents, addenda and other papers of a tender, with the signatures in them; its hosts sign here. */
export function SealedPapers({ tender, track }: { tender: string; track: 'T' | 'G' }) {
  const { session } = useSession()
  const path = `/tenders/${tender}/papers`
  const found = useLoad<Papers>(path)
  const field = session?.role === 'tenderer' || session?.role === 'agent' ? session.role : undefined
  const standing = async (sha256: string): Promise<string> => {
    const { items } = await api.get<Papers>(path)
    return items.find((one) => one.sha256 === sha256)?.standing ?? sha256
  }
  return (
    <section className="sheet stack">
      <h2>{say('文件与签章', 'Papers and signatures')}</h2>
      <Loading of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{say('还没有文件。', 'There are none yet.')}</p>
          ) : (
            items.map((one) => (
              <SealedPdf
                key={one.sha256}
                href={`${path}/${one.standing}`}
                title={titleOf(one)}
                signed={one.signed.map(({ field: by }) => nameOf(by, track))}
                at={one.signed.length ? Math.max(...one.signed.map(({ at }) => at)) : undefined}
                seal={
                  field && one.replacedBy === null && !one.signed.some((by) => by.field === field)
                    ? async () => {
                        await sealPdf(`${path}/${one.sha256}`, () => standing(one.sha256))
                        found.reload()
                      }
                    : undefined
                }
              />
            ))
          )
        }
      </Loading>
    </section>
  )
}

function titleOf({ title, replacedBy }: Papers['items'][number]): string {
  if (replacedBy === null) return title
  return say(
    `${title}（已由第${replacedBy}版替代，不再有效）`,
    `${title} (replaced by version ${replacedBy}, no longer in force)`,
  )
}

function nameOf(field: 'tenderer' | 'agent', track: 'T' | 'G'): string {
  if (field === 'agent') return say('代理机构', 'agent')
  return word('tenderer', track)
}

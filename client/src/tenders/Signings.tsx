import { useEffect } from 'react'
import type { Role } from '../../../server/ledger/eye.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { sealPdf } from '../net/sealing.ts'
import { SealedPdf } from '../pieces/SealedPdf.tsx'

interface Signing {
  kind: string
  title: string
  sha256: string
  standing: string
  places: { field: string; role: Role; at: number | null }[]
  /** whether the one at this screen has still to sign it */
  waits: boolean
}

interface Signings {
  items: Signing[]
}

const titles = (): Record<string, string> => ({
  declaration: say('签到、承诺与回避声明', 'Arrival, promise and declaration'),
  records: say('个人评审记录（初步评审表、评分表）', "A member's own records"),
  question: say('评标澄清通知', 'Question of the panel'),
  answer: say('评标澄清答复', 'Answer to the panel'),
  attendance: say('评标委员会签到表', 'Sheet of attendance of the panel'),
  committeeDeclaration: say(
    '资格审查委员会成员签到、承诺与回避声明',
    "A committee member's arrival, promise and declaration",
  ),
  reviewRecords: say('资格审查委员会成员个人审查记录', "A committee member's own records"),
  reviewReport: say('资格审查报告', "The committee's report"),
  prequalificationResult: say('资格预审结果通知书', 'Notice of the result of the prequalification'),
  drawRecord: say('评标专家抽取记录', 'Record of the draw'),
  ruling: say('投诉处理决定书', 'Ruling on a complaint'),
  cover: say('档案封面与目录', 'Cover and contents'),
  validityRequest: say('延长投标有效期的请求', 'Request for a longer validity'),
  validityAnswer: say('延长投标有效期的答复', 'Answer on the longer validity'),
  handover: say('档案移交清单', 'Hand-over list'),
  natures: say('四性检测报告', 'Report on the four natures'),
})

const sides = (): Record<string, string> => ({
  member: say('成员本人', 'the member'),
  tenderer: say('招标人（采购人）', 'the tenderer'),
  centre: say('见证机构', 'who witnesses'),
  chair: say('评标委员会组长', 'the chair'),
  bidder: say('投标人', 'the bidder'),
  operator: say('抽取操作单位', 'who ran the draw'),
  supervisor: say('监督部门', 'supervision'),
  handover: say('移交单位', 'who hands over'),
  receiver: say('接收单位', 'who receives'),
})

const AGAIN = 4000

/**
 * Papers that are signed in the PDF by those whom they name: each with who has signed, who has not, and the place for the
 * one at this screen. Nothing is shown where there is none.
 *
 * @param kinds which of them; absent: all that one may read
 * @param paper one alone, by the hash that it was made with
 * @param v looks anew when it changes
 * @param awaited looks anew until something is there, or so many are, since papers follow deeds by themselves
 */
export function Signings({
  tender,
  kinds,
  paper,
  v,
  awaited = false,
  bare = false,
}: {
  tender: string
  kinds?: readonly string[]
  paper?: string
  v?: number
  awaited?: boolean | number
  bare?: boolean
}) {
  const path = `/tenders/${tender}/signings`
  const found = useLoad<Signings>(path, v)
  const items = (found.value?.items ?? []).filter(
    (one) => (!kinds || kinds.includes(one.kind)) && (!paper || one.sha256 === paper),
  )
  const looking = items.length < Number(awaited)
  useEffect(() => {
    if (!looking) return
    const timer = setInterval(found.reload, AGAIN)
    return () => clearInterval(timer)
  }, [looking, found.reload])
  if (!items.length) return null
  const list = items.map((one) => <One key={one.sha256} of={one} path={path} onDone={found.reload} />)
  if (bare) return <div className="stack-tight">{list}</div>
  const waiting = items.filter(({ waits }) => waits).length
  return (
    <section className="sheet stack" id="signings">
      <h2>{say('待签与已签文书', 'Papers to be signed')}</h2>
      {waiting > 0 && (
        <p className="banner sun" style={{ margin: 0 }}>
          {say(`有 ${waiting} 份文书待您签署。`, `${waiting} wait for your signature.`)}
        </p>
      )}
      {list}
    </section>
  )
}

function One({ of, path, onDone }: { of: Signing; path: string; onDone: () => void }) {
  const { kind, title, sha256, places, waits } = of
  const standing = async (): Promise<string> => {
    const { items } = await api.get<Signings>(path)
    return items.find((one) => one.sha256 === sha256)?.standing ?? sha256
  }
  const nameOf = (field: string): string =>
    sides()[field] ?? field.replace(/^member-(\d+)$/, (_whole, n: string) => say(`成员${n}`, `member ${n}`))
  const open = places.filter(({ at }) => at === null)
  const done = places.filter(({ at }) => at !== null)
  return (
    <div className="stack-tight">
      <SealedPdf
        href={`${path}/${sha256}`}
        title={titles()[kind] ?? title}
        signed={done.map(({ field }) => nameOf(field))}
        at={done.length ? Math.max(...done.map(({ at }) => at ?? 0)) : undefined}
        seal={
          waits
            ? async () => {
                await sealPdf(`${path}/${sha256}`, standing)
                onDone()
              }
            : undefined
        }
      />
      {open.length > 0 && (
        <span className="quiet">
          {say('尚待签署：', 'still to sign: ')}
          {open.map(({ field }) => nameOf(field)).join(say('、', ', '))}
        </span>
      )}
    </div>
  )
}

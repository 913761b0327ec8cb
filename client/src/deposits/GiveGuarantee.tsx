import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** Hands in an electronic guarantee: the file its issuer signed, `{guarantee, cms}` as JSON. */
export function GiveGuarantee({ tender, onGiven }: { tender: string; onGiven: () => void }) {
  const give = useDeed(async (file: File) => {
    await api.post(`/tenders/${tender}/deposit/guarantee`, await read(file))
    onGiven()
  })
  return (
    <aside className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('或提交电子保函', 'Or a guarantee')}</h2>
      <FileDrop
        accept="application/json,.json"
        label={say('电子保函文件', 'Guarantee file')}
        onFile={(file) => void give.run(file)}
      >
        <b>
          {give.busy
            ? say('正在核验…', 'Checking…')
            : say('选择出具机构签名的电子保函', "Choose the issuer's signed file")}
        </b>
        <div className="quiet">JSON</div>
      </FileDrop>
      <Refused problem={give.problem} />
      <span className="quiet">
        {say(
          '平台核验出具机构签名、受益人、金额与有效期，不合格会说明原因。',
          'Signature, beneficiary, amount and validity are checked; what does not fit is told.',
        )}
      </span>
    </aside>
  )
}

async function read(file: File): Promise<{ guarantee: unknown; cms: unknown }> {
  const wrong = new Stopped(
    '不是电子保函文件（应为包含 guarantee 与 cms 的JSON）',
    'not a guarantee file: JSON with guarantee and cms is expected',
  )
  try {
    const { guarantee, cms } = JSON.parse(await file.text()) as { guarantee?: unknown; cms?: unknown }
    if (!guarantee || !cms) throw wrong
    return { guarantee, cms }
  } catch {
    throw wrong
  }
}

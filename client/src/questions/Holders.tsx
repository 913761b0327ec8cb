import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

interface Holder {
  name: string
  code: string
  fetchedAt: number
  read: { version: number; at: number }[]
}

/** Who fetched the document and which versions they confirmed: told once the bids were read out, and why not before. */
export function Holders({ tender }: { tender: string }) {
  const { value, problem } = useLoad<{ items: Holder[] }>(`/tenders/${tender}/holders`)
  const secret = problem?.code === 'HOLDERS_SECRET'
  return (
    <section className="sheet stack">
      <h2>{say('文件获取与阅读回执', 'Who holds the document')}</h2>
      {secret && (
        <p className="quiet">
          {say(
            `开标唱标前，任何人看不到谁获取了文件、有多少人获取（${problem.article ?? ''}）。各版是否已通知全部获取人，见上方版本。`,
            `Until the bids are read out nobody sees who fetched it, or how many (${problem.article ?? ''}). Whether all were told of a version stands with the versions.`,
          )}
        </p>
      )}
      {problem && !secret && <Refused problem={problem} />}
      {value && value.items.length === 0 && <p className="quiet">{say('没有人获取。', 'Nobody fetched it.')}</p>}
      {value && value.items.length > 0 && (
        <table className="plain cards">
          <thead>
            <tr>
              <th>{say('单位', 'Organisation')}</th>
              <th>{say('获取时间', 'Fetched')}</th>
              <th>{say('签名确认的版本', 'Versions confirmed')}</th>
            </tr>
          </thead>
          <tbody>
            {value.items.map((one) => (
              <tr key={one.code}>
                <td data-label={say('单位', 'Organisation')}>
                  {one.name} <span className="hash quiet">{one.code}</span>
                </td>
                <td data-label={say('获取时间', 'Fetched')}>
                  <Moment at={one.fetchedAt} />
                </td>
                <td data-label={say('签名确认的版本', 'Versions confirmed')}>
                  {one.read.map(({ version, at }) => (
                    <div key={version}>
                      {say(`第 ${version} 版`, `version ${version}`)} <Moment at={at} />
                    </div>
                  ))}
                  {!one.read.length && <span className="quiet">{say('未确认', 'none')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

import { Link } from 'react-router'
import { say } from '../app/words.ts'
import type { MyBid } from '../bids/bid.ts'

/** Tells a bidder that its bid answers an older version of the document, and whether it must be submitted anew. */
export function Outdated({ bid, tender }: { bid: MyBid | undefined; tender: string }) {
  const answers = bid && bid.stage !== 'none' ? bid.answers : undefined
  if (!answers || answers.version === answers.latest) return null
  const { version, latest, outdated } = answers
  return (
    <div className={`banner ${outdated ? 'bad' : 'sun'}`} role="alert" style={{ marginBottom: 16 }}>
      <b>
        {outdated
          ? say(`尚需按第 ${latest} 版重新递交`, `Submit anew for version ${latest}`)
          : say(`招标文件已有第 ${latest} 版，您的投标文件继续有效`, `There is version ${latest}; your bid stays good`)}
      </b>
      <div>
        {say(`您已递交的投标文件是按第 ${version} 版编制的。`, `What you submitted was made for version ${version}. `)}
        {outdated &&
          say(
            `不重新递交的，将按第 ${version} 版开标并如实记录，由评标委员会依法评审。`,
            `If you do not, it is opened and recorded as a bid for version ${version}, for the panel to judge.`,
          )}
      </div>
      <Link to={`/b/${tender}/seal`}>{say('重新封装并递交', 'Seal and submit anew')}</Link>
    </div>
  )
}

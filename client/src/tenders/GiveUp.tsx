import { say } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'

/** The host stops an evaluation whose panel cannot be filled up; another panel is then drawn. */
export function GiveUp({ tender, onDone }: { tender: string; onDone: () => void }) {
  return (
    <Deed
      what="evaluation.giveUp"
      to={`/tenders/${tender}/evaluation/give-up`}
      about={{ tender }}
      words={{ as: 'reason', least: 4, hint: say('写明无法补足的情况', 'why the panel cannot be filled up') }}
      danger
      title={say('签名：停止评标，重新组建', 'Sign: stop, and form another panel')}
      onDone={onDone}
    >
      <div className="banner bad">
        {say(
          '评标委员会无法及时补足的，停止评标，封存投标文件和开标、评标资料，依法重新组建评标委员会；原评标委员会的评标意见全部无效。',
          'A panel that cannot be filled up in time is given up: everything is sealed, another panel is formed, and all opinions of this one are void.',
        )}
      </div>
    </Deed>
  )
}

using Culvert.Config.Import;
using Culvert.Console.Terminal;
using Culvert.Core;

namespace Culvert.Console.Session;

public sealed partial class ConsoleSession
{
    private byte[]? _pasted;
    private ImportQuestions? _questions;
    private SuiteChoice _suite;
    private bool _isTakenBack;

    private void BeginPaste(SuiteChoice suite)
    {
        if (_hasCandidate)
        {
            Refuse("there are changes that are not committed, import, see them with compare, then commit or discard them and import again");
            return;
        }

        _output.WriteLine("Paste the file and end with Ctrl-D; Ctrl-C takes it back. Nothing of it is shown.");
        _output.Send(PasteBuffer.MarksOn);
        _paste.Begin();
        (_mode, _suite) = (SessionMode.Paste, suite);
    }

    // Whatever a file holds after what ends it is none of the person's typing.
    private void Paste(Instant now, byte octet)
    {
        PasteOutcome outcome = _paste.Take(octet, _isTyped);
        if (outcome == PasteOutcome.None) return;
        _keys.Reset();
        _ahead.Clear();
        _output.Send(PasteBuffer.MarksOff);
        (_mode, _quietAt, _isTakenBack) = (SessionMode.AfterPaste, now + ConsoleLimits.Quiet, outcome == PasteOutcome.Cancelled);
    }

    private void Pasted()
    {
        _mode = SessionMode.Command;
        long count = _paste.Count;
        bool isTooLong = _paste.IsTooLong;
        byte[] pasted = _paste.TakeAll();
        if (_isTakenBack)
        {
            _output.WriteLine("^C");
            Prompt();
        }
        else if (isTooLong)
        {
            Refuse($"{count} octets were pasted, import, {PasteBuffer.Longest} are the most");
        }
        else
        {
            _output.WriteLine($"{count} octets");
            Import(pasted, new ImportOptions { Suite = _suite, IsPasted = true });
        }
    }

    private void Import(byte[] pasted, ImportOptions options)
    {
        _pasted = pasted;
        Want(new ConsoleJob.Import(pasted, options), (_, reply) => Imported(reply, options));
    }

    private void Imported(ConsoleReply reply, ImportOptions options)
    {
        if (reply.Missing.Count > 0 && ImportQuestions.About(reply.Missing, options) is { } questions)
        {
            // What was understood so far is told again when it is whole.
            (_questions, _mode) = (questions, SessionMode.Question);
            Ask();
            return;
        }

        _pasted = null;
        Tell(reply);
        Prompt();
    }

    private void Ask()
    {
        MissingValue asked = _questions!.Next!;
        Editor.Begin($"{asked.What}: ", isUnseen: asked.SecretOf is not null);
    }

    private void TakeAnswer(LineOutcome outcome, string answer)
    {
        if (outcome == LineOutcome.TooLong)
        {
            Ask();
            return;
        }

        if (outcome != LineOutcome.Entered || answer.Length == 0)
        {
            (_questions, _pasted) = (null, null);
            Refuse("an answer is missing, import, nothing was committed");
            return;
        }

        if (_questions!.Answer(answer) is { } problem) _output.WriteLine(problem);
        if (_questions.Next is not null)
        {
            Ask();
            return;
        }

        ImportOptions options = _questions.Options;
        _questions = null;
        Import(_pasted!, options);
    }
}

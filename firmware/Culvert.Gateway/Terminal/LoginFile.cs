using Culvert.Console.Login;
using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Hal;

namespace Culvert.Gateway.Terminal;

/// <summary>The console's password, in the configuration directory: a factory reset takes it away with everything else.</summary>
internal sealed class LoginFile(IDurableStorage storage, IEntropy entropy, ConfigStore store)
{
    public const string FileName = "login.json";

    // The record of whoever came in last.
    private byte[]? _entered;

    private string FilePath => Path.Combine(store.Directory, FileName);

    /// <summary>False in the factory state only: a damaged file lets nobody in.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public bool Exists => Read() is not null;

    /// <summary>Somebody came in with this password, or set it, and it has been erased or replaced since.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public bool IsGone => _entered is not null && !(Read() is { } stored && stored.AsSpan().SequenceEqual(_entered));

    /// <returns>Null: there is no password any more.</returns>
    /// <exception cref="UserException">It cannot be read, or is no record.</exception>
    public bool? Matches(Secret password)
    {
        if (Read() is not { } stored) return null;
        PasswordRecord record = PasswordRecord.Parse(stored) ?? throw new UserException($"the stored password is damaged, {FilePath}, only a factory reset helps");
        if (!record.Matches(password.Span)) return false;
        _entered = stored;
        return true;
    }

    /// <summary>Sets the first password.</summary>
    /// <exception cref="UserException">It cannot be written, or somebody else has set one.</exception>
    public void Store(Secret password) => Write(password, () =>
    {
        if (Exists) throw new UserException($"somebody else has set a password meanwhile, {FilePath}, log in with that one");
    });

    /// <summary>Replaces the password by which somebody came in.</summary>
    /// <exception cref="UserException">It cannot be written, or that one has been erased or replaced.</exception>
    public void Change(Secret password) => Write(password, () =>
    {
        if (IsGone) throw new UserException($"the password was changed or erased meanwhile, {FilePath}, log in again");
    });

    private void Write(Secret password, Action check)
    {
        Span<byte> salt = stackalloc byte[PasswordRecord.SaltLength];
        entropy.Fill(salt);
        byte[] record = PasswordRecord.Create(password.Span, salt).ToJson();
        Guard("write", () =>
        {
            using IDisposable? alone = store.TryLockToWrite();
            if (alone is null) throw new UserException($"somebody else changes the configuration, {store.Directory}, do it again");
            check();
            storage.Write(FilePath, record);
            return true;
        });
        _entered = record;
    }

    private byte[]? Read() => Guard("read", () => storage.Read(FilePath));

    private T Guard<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot {verb} the password, {FilePath}, {problem.Message}");
        }
    }
}

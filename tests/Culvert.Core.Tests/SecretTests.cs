namespace Culvert.Core.Tests;

public sealed class SecretTests
{
    [Fact]
    public void Secret_never_prints_itself() => Assert.Equal("[secret]", $"{new Secret("hanna"u8)}");

    [Fact]
    public void Disposed_secret_cannot_be_read()
    {
        var secret = new Secret([1, 2, 3]);
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
    }

    [Fact]
    public void Secrets_compare_by_content()
    {
        Assert.Equal(new Secret([1, 2]), new Secret([1, 2]));
        Assert.NotEqual(new Secret([1, 2]), new Secret([1, 3]));
    }
}

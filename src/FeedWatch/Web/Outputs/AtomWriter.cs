using System.Text;
using System.Xml;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Outputs;

/// <summary>Atom (RFC 4287).</summary>
public static class AtomWriter
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static byte[] Write(HitFeed feed)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteElementString("id", Namespace, feed.Self);
            xml.WriteElementString("title", Namespace, Clean(feed.Title));
            xml.WriteElementString("updated", Namespace, Words.Iso(feed.Updated));
            Link(xml, "self", feed.Self, "application/atom+xml");
            Link(xml, "alternate", feed.Home, "text/html");
            xml.WriteElementString("generator", Namespace, HitFeed.Generator);
            foreach (var hit in feed.Hits)
            {
                xml.WriteStartElement("entry", Namespace);
                xml.WriteElementString("id", Namespace, HitEntryId.Of(hit));
                xml.WriteElementString("title", Namespace, Clean(Excerpt.Title(hit.Title, hit.Link)));
                xml.WriteElementString("updated", Namespace, Words.Iso(hit.Hit.FoundAt));
                if (hit.Published is { } published)
                {
                    xml.WriteElementString("published", Namespace, Words.Iso(published));
                }

                xml.WriteStartElement("author", Namespace);
                xml.WriteElementString("name", Namespace, Clean(WebAddress.Hidden(hit.Feed)));
                xml.WriteEndElement();
                Link(xml, "alternate", SafeLink.Parse(hit.Link)?.Url ?? feed.Page(hit), "text/html");
                Link(xml, "related", feed.Page(hit), "text/html");
                xml.WriteStartElement("category", Namespace);
                xml.WriteAttributeString("term", Clean(hit.Hit.Topic));
                xml.WriteAttributeString("label", Clean(hit.Hit.TopicName));
                xml.WriteEndElement();
                xml.WriteElementString("summary", Namespace, Clean(HitFeed.Summary(hit)));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    /// <summary>Without what XML 1.0 has no way to write.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000 ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }
}
